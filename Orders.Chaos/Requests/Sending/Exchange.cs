using Orders.Chaos.Requests.Making;

namespace Orders.Chaos.Requests.Sending;

/// <summary>How a conversation ended.</summary>
internal enum Ending
{
    /// <summary>It can go on.</summary>
    Open,

    /// <summary>The server closed the connection, or said that it would.</summary>
    Closed,

    /// <summary>This side closed it.</summary>
    Left,

    /// <summary>Nothing came for a long time.</summary>
    Silent,

    /// <summary>It broke off within an answer.</summary>
    Truncated,

    /// <summary>What came was not HTTP.</summary>
    Malformed,
}

/// <summary>What was asked and what came back.</summary>
/// <param name="Trouble">Of a malformed or truncated answer: what was wrong.</param>
internal sealed record Exchange(Request Request, IReadOnlyList<Answer> Answers, Ending Ending, string? Trouble = null);
