//! Files that want to hurt, made part by part so that each is small and its name says all.

pub mod build;
pub mod cases;
pub mod damage;
pub mod write;
