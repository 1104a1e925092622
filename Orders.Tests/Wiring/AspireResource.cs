using System.Globalization;

namespace Orders.Tests.Wiring;

/// <summary>A service or container of the Aspire host. Values that are known only at run time are expressions such as <c>{jaeger.bindings.otlp.url}</c>.</summary>
internal sealed record AspireResource(string Name)
{
    /// <summary>Null for a service, which is a process.</summary>
    public string? Image { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required IReadOnlyList<AspireEndpoint> Endpoints { get; init; }

    public required IReadOnlyList<AspireMount> Mounts { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>For the container engine.</summary>
    public required IReadOnlyList<string> RuntimeArguments { get; init; }

    public required IReadOnlySet<string> WaitsFor { get; init; }

    public required bool HasHealthCheck { get; init; }

    public bool IsService => Image is null;
}

internal sealed record AspireEndpoint(string Name, int? Port, bool IsProxied, bool IsExternal);

/// <param name="Source">A full path, or the name of a volume.</param>
internal sealed record AspireMount(string Source, string Target, bool IsVolume, bool IsReadOnly);

internal static class AspireWiring
{
    public const string Name = "Aspire";

    /// <param name="root">Of the repository.</param>
    public static SystemDescription Describe(IReadOnlyList<AspireResource> resources, string root) => new(
        Name,
        resources.GroupBy(resource => Service(resource.Name)).ToDictionary(replicas => replicas.Key, replicas => Part([.. replicas], root)),
        Topics.Of(resources.Single(resource => resource.Name == "ingestor").Environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)));

    private static Part Part(AspireResource[] replicas, string root) => new()
    {
        Image = replicas[0].Image?.Replace("docker.io/", "", StringComparison.Ordinal).Replace("library/", "", StringComparison.Ordinal),
        Environment = replicas.SelectMany(replica => replica.Environment.Keys).Select(Wiring.Part.Key).ToHashSet(),
        Ports = replicas.SelectMany(replica => replica.Endpoints).Where(endpoint => endpoint.Port is not null)
            .Select(endpoint => endpoint.Port!.Value.ToString(CultureInfo.InvariantCulture)).ToHashSet(),
        Mounts = replicas.SelectMany(replica => replica.Mounts)
            .Select(mount => $"{(mount.IsVolume ? "volume" : Path.GetRelativePath(root, mount.Source))}:{mount.Target}").ToHashSet(),
        DependsOn = replicas.SelectMany(replica => replica.WaitsFor).Select(Service).ToHashSet(),
    };

    private static string Service(string resource) => resource switch
    {
        // Its database is a resource of its own there.
        "orders" => "postgres",
        _ => resource.StartsWith("query-api-", StringComparison.Ordinal) ? "query-api" : resource,
    };
}
