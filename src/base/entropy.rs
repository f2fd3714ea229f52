//! Where random bytes come from. Tests pass a seeded source; the engine passes the system's.

/// Where random bytes come from; tests bring their own.
pub trait Entropy {
    /// Overwrites all of `bytes` with random ones.
    fn fill(&mut self, bytes: &mut [u8]);
}

impl dyn Entropy + '_ {
    /// As many random bytes as the caller's type asks for.
    pub fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0u8; N];
        self.fill(&mut bytes);
        bytes
    }
}

/// The operating system's (in a browser: `crypto.getRandomValues`).
#[derive(Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes)
            .expect("a browser without a secure random source is refused at start");
    }
}
