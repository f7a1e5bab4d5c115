//! Random choices that a seed repeats.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::soak;

/// A `SplitMix64` generator: small, and the same on every machine.
pub struct Random(u64);

impl Random {
    /// The generator of one scenario. The seed is `QUANWEN_SEED`; without it, a fixed one in the short form and one from the
    /// clock in the soak.
    pub fn of(scenario: &str) -> Self {
        let typed = std::env::var("QUANWEN_SEED").ok();
        let seed = match typed {
            Some(typed) => typed.parse().expect("QUANWEN_SEED is a number"),
            None if soak::is_long() => clock(),
            None => 1,
        };
        println!("{scenario}: QUANWEN_SEED={seed}");
        let name = scenario.bytes().fold(seed, |state, byte| {
            state.rotate_left(8).wrapping_mul(0x100_0000_01b3) ^ u64::from(byte)
        });
        Self(name)
    }

    /// A generator whose choices depend only on `seed`.
    pub fn fixed(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap();
        usize::try_from(self.next() % end).unwrap()
    }

    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }

    /// A number from 0 to 1.
    pub fn fraction(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap()) / f64::from(u32::MAX)
    }
}

fn clock() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    now.as_secs() & 0xffff_ffff
}
