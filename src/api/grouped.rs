//! A value that an answer may be grouped by.

#[cfg(feature = "schemars")]
use std::borrow::Cow;

#[cfg(feature = "schemars")]
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The value of a group: absent in JSON where the answer is not grouped by it, `null` for what has no value.
///
/// ```
/// use quanwen::api::Grouped;
///
/// let year: Grouped<u16> = serde_json::from_str("null")?;
/// assert_eq!(year, Grouped::Without);
/// assert_eq!(serde_json::to_string(&Grouped::Value(2021))?, "2021");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grouped<T> {
    /// The answer is not grouped by it.
    #[default]
    Absent,
    /// The group has this value.
    Value(T),
    /// The group of what has no value.
    Without,
}

impl<T> Grouped<T> {
    /// The group of a value, or of what has none.
    pub fn of(value: Option<T>) -> Self {
        value.map_or(Self::Without, Self::Value)
    }

    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Without => None,
        }
    }

    /// Whether the answer is not grouped by it.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T: Serialize> Serialize for Grouped<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Grouped<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::of)
    }
}

#[cfg(feature = "schemars")]
impl<T: JsonSchema> JsonSchema for Grouped<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Grouped_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}
