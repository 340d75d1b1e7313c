package io.runbridge.event;

/** Why a value can never be decoded, whatever time passes. */
public enum PoisonReason {
    /** There is no value. */
    NULL_VALUE,
    /** The value is longer than the limit. */
    VALUE_TOO_LARGE,
    /** The value does not begin with the Confluent wire format's zero byte and schema id. */
    BAD_MAGIC_BYTE,
    /** The registry has no schema under the value's id, or one that is no valid Avro. */
    UNKNOWN_SCHEMA,
    /** The value's schema describes another record than the topic carries. */
    WRONG_TYPE,
    /** The bytes do not fit the schema. */
    BAD_AVRO
}
