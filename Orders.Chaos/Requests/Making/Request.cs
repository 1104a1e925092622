namespace Orders.Chaos.Requests.Making;

/// <summary>How the bytes of a request go out, and how long it is listened for answers.</summary>
internal enum Manner
{
    /// <summary>All at once; an answer to each is waited for.</summary>
    Plainly,

    /// <summary>In several pieces, otherwise the same.</summary>
    InPieces,

    /// <summary>All at once; what comes within a moment is read, because the server may well be waiting for more. Then our side ends.</summary>
    AndLeave,

    /// <summary>Broken off in the middle, with an orderly end or a reset.</summary>
    CutOff,

    /// <summary>All at once and then the end of our side, before an answer can have come.</summary>
    HalfClosed,

    /// <summary>A few bytes, then a byte now and then, until the server has had enough.</summary>
    Dripping,
}

/// <summary>Which server is asked.</summary>
internal enum Door
{
    Gateway,
    QueryApi,
}

/// <summary>What is put on the wire, and what may come back.</summary>
/// <param name="Expected">One for each answer that may come; more than these are wrong.</param>
internal sealed record Request(string Kind, byte[] Bytes, params IReadOnlyList<Expected> Expected)
{
    public Manner Manner { get; init; }

    public Door Door { get; init; }
}

/// <summary>What one answer may be.</summary>
internal sealed record Expected
{
    /// <summary>The only order that it may show; null: none.</summary>
    public string? Uid { get; init; }

    /// <summary>None: any that is no server's fault.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>The last part of the type of the problem that it must be, where that is certain.</summary>
    public string? Problem { get; init; }

    /// <summary>It answers a HEAD: it has no body, whatever its headers say.</summary>
    public bool IsToHead { get; init; }

    /// <summary>The server may close the connection without a word, as it does when more comes than it will read.</summary>
    public bool MayBeRefused { get; init; }

    /// <summary>It was asked for by an operator.</summary>
    public bool ForOperator { get; init; }

    /// <summary>Orders in it must be masked (true), in full (false), or as they like (null).</summary>
    public bool? Masked { get; init; }

    /// <summary>The request speaks another version of HTTP, which a server refuses with 505.</summary>
    public bool IsOtherVersion { get; init; }
}
