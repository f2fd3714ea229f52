//! Made-up people for benchmarks: a fixed sequence, so that every run measures the same.

/// Syllables that names are put together from.
const SYLLABLES: [&str; 40] = [
    "ma", "mou", "fa", "tou", "di", "al", "lo", "ka", "ne", "sa", "mi", "ra", "ba", "ou", "ché",
    "ri", "va", "no", "ki", "ta", "zé", "li", "ndi", "a", "ye", "so", "w", "cis", "sé", "ha",
    "mid", "kha", "dou", "bel", "la", "mo", "ham", "ed", "ji", "bril",
];

/// One of a fixed sequence of people.
pub struct Person {
    pub family: String,
    pub given: String,
    pub female: bool,
    pub age: u16,
    pub place: String,
    pub phone: String,
}

/// `count` people, some of whose names are far commoner than others.
pub fn people(count: usize) -> impl Iterator<Item = Person> {
    let mut sequence = Sequence(7);
    let families: Vec<String> = (0..6000).map(|_| sequence.name(3)).collect();
    let given: Vec<String> = (0..3000).map(|_| sequence.name(2)).collect();
    let places: Vec<String> = (0..200).map(|_| sequence.name(3)).collect();
    (0..count).map(move |nth| {
        let (one, other) = (sequence.next(families.len()), sequence.next(families.len()));
        let (first, second) = (sequence.next(300), sequence.next(3000));
        Person {
            family: families[one.min(other)].clone(),
            given: format!("{} {}", given[first], given[second]),
            female: nth % 2 == 0,
            age: sequence.next(90) as u16,
            place: places[sequence.next(places.len())].clone(),
            phone: format!(
                "+221 77 {:03} {:04}",
                sequence.next(1000),
                sequence.next(10000)
            ),
        }
    })
}

struct Sequence(u64);

impl Sequence {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }

    fn name(&mut self, syllables: usize) -> String {
        (0..syllables)
            .map(|_| SYLLABLES[self.next(SYLLABLES.len())])
            .collect()
    }
}
