//! Values of a table as JSON.

use std::fmt::Display;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowTimestampType, Date32Type, Decimal128Type, Float16Type, Float32Type,
    Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch, StructArray};
use arrow_schema::{DataType, Fields, TimeUnit};
use serde::ser::{Error, Serialize, SerializeMap, Serializer};

/// A row as an object.
pub(crate) struct Row<'a> {
    pub(crate) rows: &'a RecordBatch,
    pub(crate) columns: &'a [usize],
    pub(crate) index: usize,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let schema = self.rows.schema_ref();
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for &column in self.columns {
            let cell = Cell { array: self.rows.column(column).as_ref(), index: self.index };
            map.serialize_entry(schema.field(column).name(), &cell)?;
        }
        map.end()
    }
}

/// A value.
struct Cell<'a> {
    array: &'a dyn Array,
    index: usize,
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.array.is_null(self.index) {
            return serializer.serialize_none();
        }
        match self.array.data_type() {
            DataType::Utf8 => serializer.serialize_str(self.array.as_string::<i32>().value(self.index)),
            DataType::LargeUtf8 => serializer.serialize_str(self.array.as_string::<i64>().value(self.index)),
            DataType::Utf8View => serializer.serialize_str(self.array.as_string_view().value(self.index)),
            DataType::Boolean => serializer.serialize_bool(self.array.as_boolean().value(self.index)),
            DataType::List(_) => items(&self.array.as_list::<i32>().value(self.index), serializer),
            DataType::LargeList(_) => items(&self.array.as_list::<i64>().value(self.index), serializer),
            DataType::FixedSizeList(..) => {
                items(&self.array.as_fixed_size_list().value(self.index), serializer)
            }
            DataType::Struct(fields) => self.object(fields, serializer),
            DataType::Map(..) => entries(&self.array.as_map().value(self.index), serializer),
            DataType::Dictionary(keys, _) => self.looked_up(keys, serializer),
            _ => self.scalar(serializer),
        }
    }
}

/// Serializes a number of this type.
macro_rules! number {
    ($cell:ident, $serializer:ident, $method:ident, $type:ty) => {
        $serializer.$method($cell.array.as_primitive::<$type>().value($cell.index).into())
    };
}

impl Cell<'_> {
    fn scalar<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.array.data_type() {
            DataType::Int8 => number!(self, serializer, serialize_i64, Int8Type),
            DataType::Int16 => number!(self, serializer, serialize_i64, Int16Type),
            DataType::Int32 => number!(self, serializer, serialize_i64, Int32Type),
            DataType::Int64 => number!(self, serializer, serialize_i64, Int64Type),
            DataType::UInt8 => number!(self, serializer, serialize_u64, UInt8Type),
            DataType::UInt16 => number!(self, serializer, serialize_u64, UInt16Type),
            DataType::UInt32 => number!(self, serializer, serialize_u64, UInt32Type),
            DataType::UInt64 => number!(self, serializer, serialize_u64, UInt64Type),
            DataType::Float16 => number!(self, serializer, serialize_f32, Float16Type),
            DataType::Float32 => number!(self, serializer, serialize_f32, Float32Type),
            DataType::Float64 => number!(self, serializer, serialize_f64, Float64Type),
            DataType::Decimal128(..) => serializer
                .serialize_str(&self.array.as_primitive::<Decimal128Type>().value_as_string(self.index)),
            DataType::Date32 => {
                shown(self.array.as_primitive::<Date32Type>().value_as_date(self.index), "", serializer)
            }
            DataType::Timestamp(unit, zone) => self.time(*unit, zone.is_some(), serializer),
            other => Err(S::Error::custom(format_args!("values of {other} have no form in JSON"))),
        }
    }

    fn time<S: Serializer>(&self, unit: TimeUnit, has_zone: bool, serializer: S) -> Result<S::Ok, S::Error> {
        match unit {
            TimeUnit::Second => self.time_in::<TimestampSecondType, S>(has_zone, serializer),
            TimeUnit::Millisecond => self.time_in::<TimestampMillisecondType, S>(has_zone, serializer),
            TimeUnit::Microsecond => self.time_in::<TimestampMicrosecondType, S>(has_zone, serializer),
            TimeUnit::Nanosecond => self.time_in::<TimestampNanosecondType, S>(has_zone, serializer),
        }
    }

    /// A time with a zone is stored as that of UTC.
    fn time_in<T: ArrowTimestampType, S: Serializer>(
        &self,
        has_zone: bool,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let time = self.array.as_primitive::<T>().value_as_datetime(self.index);
        let zone = if has_zone { "Z" } else { "" };
        shown(time.map(|time| format!("{time:?}")), zone, serializer)
    }

    fn object<S: Serializer>(&self, fields: &Fields, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = self.array.as_struct().columns();
        let cells = columns.iter().map(|array| Cell { array: array.as_ref(), index: self.index });
        serializer.collect_map(fields.iter().map(|field| field.name()).zip(cells))
    }

    fn looked_up<S: Serializer>(&self, keys: &DataType, serializer: S) -> Result<S::Ok, S::Error> {
        match keys {
            DataType::Int8 => self.looked_up_by::<Int8Type, S>(serializer),
            DataType::Int16 => self.looked_up_by::<Int16Type, S>(serializer),
            DataType::Int32 => self.looked_up_by::<Int32Type, S>(serializer),
            other => Err(S::Error::custom(format_args!("values by keys of {other} have no form in JSON"))),
        }
    }

    fn looked_up_by<K: ArrowDictionaryKeyType, S: Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let dictionary = self.array.as_dictionary::<K>();
        let index = dictionary.key(self.index).unwrap_or(usize::MAX);
        if index >= dictionary.values().len() {
            return Err(S::Error::custom("a value is not in its dictionary"));
        }
        Cell { array: dictionary.values().as_ref(), index }.serialize(serializer)
    }
}

fn items<S: Serializer>(array: &dyn Array, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq((0..array.len()).map(|index| Cell { array, index }))
}

/// A map whose keys are strings.
fn entries<S: Serializer>(pairs: &StructArray, serializer: S) -> Result<S::Ok, S::Error> {
    let [keys, values] = pairs.columns() else { return Err(S::Error::custom("a map without keys")) };
    let cell = |array, index| Cell { array, index };
    let pairs = (0..pairs.len()).map(|index| (cell(keys.as_ref(), index), cell(values.as_ref(), index)));
    serializer.collect_map(pairs)
}

fn shown<S: Serializer>(value: Option<impl Display>, end: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.collect_str(&format_args!("{value}{end}")),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use arrow_array::types::Int32Type;
    use arrow_array::{
        ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float32Array,
        Float64Array, Int8Array, LargeStringArray, ListArray, StringArray, StringViewArray,
        TimestampMicrosecondArray, TimestampSecondArray, UInt64Array,
    };

    fn json(array: ArrayRef) -> Vec<Result<String, String>> {
        let rows = RecordBatch::try_from_iter_with_nullable([("c", array, true)]).unwrap();
        (0..rows.num_rows())
            .map(|index| {
                serde_json::to_string(&Row { rows: &rows, columns: &[0], index }).map_err(|e| e.to_string())
            })
            .collect()
    }

    #[test]
    fn values_of_a_table_are_json() {
        let list = ListArray::from_iter_primitive::<Int32Type, _, _>([
            Some(vec![Some(1), None]),
            None,
            Some(vec![]),
        ]);
        let inner: ArrayRef = Arc::new(Int8Array::from(vec![-1, 2]));
        let object = StructArray::try_from(vec![("a", inner)]).unwrap();
        let zoned = TimestampMicrosecondArray::from(vec![1_500_000]).with_timezone("+02:00");
        let decimal = Decimal128Array::from(vec![12_345]).with_precision_and_scale(10, 2).unwrap();
        let cases: [(ArrayRef, &[&str]); 14] = [
            (Arc::new(StringArray::from(vec![Some("a\"\n"), None])), &[r#""a\"\n""#, "null"]),
            (Arc::new(LargeStringArray::from(vec!["é"])), &["\"é\""]),
            (Arc::new(StringViewArray::from(vec!["view"])), &["\"view\""]),
            (Arc::new(BooleanArray::from(vec![true, false])), &["true", "false"]),
            (Arc::new(UInt64Array::from(vec![u64::MAX])), &["18446744073709551615"]),
            (Arc::new(Float32Array::from(vec![0.1])), &["0.1"]),
            (Arc::new(Float64Array::from(vec![1.5, f64::NAN])), &["1.5", "null"]),
            (Arc::new(list), &["[1,null]", "null", "[]"]),
            (Arc::new(object), &["{\"a\":-1}", "{\"a\":2}"]),
            (Arc::new(Date32Array::from(vec![0, 19_000])), &["\"1970-01-01\"", "\"2022-01-08\""]),
            (Arc::new(TimestampSecondArray::from(vec![86_401])), &["\"1970-01-02T00:00:01\""]),
            (Arc::new(zoned), &["\"1970-01-01T00:00:01.500Z\""]),
            (Arc::new(decimal), &["\"123.45\""]),
            (
                Arc::new(DictionaryArray::<Int32Type>::from_iter(["b", "a", "b"])),
                &["\"b\"", "\"a\"", "\"b\""],
            ),
        ];
        for (array, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|value| Ok(format!("{{\"c\":{value}}}"))).collect();
            assert_eq!(json(array), expected);
        }
    }

    #[test]
    fn what_has_no_form_is_named() {
        let found = json(Arc::new(BinaryArray::from(vec![&b"x"[..]])));
        assert_eq!(found, [Err("values of Binary have no form in JSON".to_owned())]);
    }
}
