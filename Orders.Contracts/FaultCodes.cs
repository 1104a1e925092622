namespace Orders.Contracts;

/// <summary>Every <see cref="Fault.Code"/>. They are stable: programs may decide by them.</summary>
public static class FaultCodes
{
    // The message as a whole
    public const string TooLarge = "too_large";
    public const string InvalidUtf8 = "invalid_utf8";
    public const string InvalidJson = "invalid_json";
    public const string TooDeep = "too_deep";

    // Members against the model
    public const string DuplicateMember = "duplicate_member";
    public const string WrongType = "wrong_type";
    public const string NotAnInteger = "not_an_integer";
    public const string IntegerOutOfRange = "integer_out_of_range";
    public const string InvalidText = "invalid_text";
    public const string Missing = "missing";
    public const string Null = "null";

    // Rules
    public const string InvalidOrderUid = "invalid_order_uid";
    public const string Blank = "blank";
    public const string TooLong = "too_long";
    public const string Negative = "negative";
    public const string NotPositive = "not_positive";
    public const string OutOfRange = "out_of_range";
    public const string InvalidLocale = "invalid_locale";
    public const string InvalidDate = "invalid_date";
    public const string InFuture = "in_future";
    public const string InvalidPhone = "invalid_phone";
    public const string InvalidEmail = "invalid_email";
    public const string InvalidCurrency = "invalid_currency";
    public const string InvalidUnixTime = "invalid_unix_time";
    public const string AmountMismatch = "amount_mismatch";
    public const string GoodsTotalMismatch = "goods_total_mismatch";
    public const string NoItems = "no_items";
    public const string TooManyItems = "too_many_items";
    public const string DuplicateRid = "duplicate_rid";

    // The list itself
    public const string MoreFaults = "more_faults";

    // PostgreSQL refused the row
    public const string RefusedByDatabase = "refused_by_database";
}
