namespace Orders.AppHost.Embedded.CommandLine;

/// <summary>What the command line asked for, checked.</summary>
internal sealed record HostOptions
{
    public bool Producer { get; init; } = true;

    /// <summary>Of the gateway, 1 to 65535.</summary>
    public int Port { get; init; } = 8081;

    /// <summary>1 to 16.</summary>
    public int QueryApis { get; init; } = 1;

    /// <summary>1 to 16.</summary>
    public int Ingestors { get; init; } = 1;

    /// <summary>Where the database lives; null: in a temporary directory that is deleted at the end.</summary>
    public string? DataDirectory { get; init; } = Path.Combine(Repository.Root, ".data");

    /// <summary>Where traces and logs go; null: where OTEL_EXPORTER_OTLP_ENDPOINT says, if anywhere.</summary>
    public Uri? Otlp { get; init; }

    public string EndpointsFile { get; init; } = Path.Combine(Repository.Root, ".run", "endpoints.json");
}
