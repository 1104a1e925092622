namespace Orders.Chaos.Soaking.Sending;

/// <summary>How a message is bad: one kind for each reason that a dead letter can have.</summary>
internal enum BadKind
{
    /// <summary>No JSON.</summary>
    Malformed,

    /// <summary>A rule does not hold.</summary>
    Invalid,

    /// <summary>Every rule holds, but PostgreSQL cannot store it: only the database finds it out.</summary>
    Unstorable,
}
