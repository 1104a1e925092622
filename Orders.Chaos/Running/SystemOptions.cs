using Orders.AppHost.Embedded.Postgres;

namespace Orders.Chaos.Running;

/// <summary>How the system is set up for a run.</summary>
internal sealed record SystemOptions
{
    public int Ingestors { get; init; } = 1;

    public int QueryApis { get; init; } = 2;

    public bool Producer { get; init; }

    /// <summary>Of the in-memory cluster; a partition's leader can only move where there are several.</summary>
    public int Brokers { get; init; } = 1;

    public ServerSettings Postgres { get; init; } = new();

    /// <summary>Where the database is made; null: in a temporary folder. It is deleted at the end either way.</summary>
    public string? Folder { get; init; }

    /// <summary>Variables that a service gets beside its own, by the service's name ("ingestor-1").</summary>
    public Func<string, IReadOnlyDictionary<string, string?>> Environment { get; init; } = static _ => new Dictionary<string, string?>();

    /// <summary>Told whenever a service had ended and has been started again, with its name.</summary>
    public Action<string> OnRestart { get; init; } = static _ => { };

    /// <summary>What servers and services print, each line with the name of its writer.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;
}
