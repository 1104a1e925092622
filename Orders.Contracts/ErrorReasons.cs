namespace Orders.Contracts;

/// <summary>Why a message is among the dead letters: the values of <see cref="HeaderNames.ErrorReason"/>.</summary>
public static class ErrorReasons
{
    /// <summary>Not UTF-8, not JSON, a member twice, or a member of the wrong JSON type.</summary>
    public const string JsonUnmarshalError = "json_unmarshal_error";

    /// <summary>Members are missing or null, a rule does not hold, or the message is too large.</summary>
    public const string ValidationError = "validation_error";

    /// <summary>A good order that PostgreSQL refuses for its data.</summary>
    public const string DbSaveError = "db_save_error";
}
