use leptos::prelude::*;

/// Where the open chart's banner stands: above the page, and above the words of a dialog.
#[derive(Clone, Copy)]
pub struct BannerSlot(RwSignal<Option<ViewFn>>);

impl BannerSlot {
    /// Nothing stands there until a chart's page fills it.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Shows a banner for as long as the calling component lives: `BannerSlot::fill(move || view! { … })`.
    pub fn fill<V: IntoView + 'static>(banner: impl Fn() -> V + Send + Sync + 'static) {
        let slot = expect_context::<Self>().0;
        slot.set(Some(ViewFn::from(banner)));
        on_cleanup(move || {
            slot.try_set(None);
        });
    }

    /// What stands there now.
    pub fn shown(&self) -> Option<AnyView> {
        self.0.get().map(|banner| banner.run())
    }
}

impl Default for BannerSlot {
    fn default() -> Self {
        Self::new()
    }
}
