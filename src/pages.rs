//! The pages, one file each.

pub mod compare;
pub mod decide;
pub mod model;
pub mod proof;
pub mod work;
