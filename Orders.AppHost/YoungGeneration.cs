namespace Orders.AppHost;

/// <summary>
/// How large a service's generation 0 is, so how seldom garbage is collected: that stops all threads of a gateway while hundreds of requests are under way,
/// and copies the batches that are under way in an ingestor. The runtime goes by the processor's cache, and takes next to nothing where a virtual machine
/// hides that. Only the environment can tell it otherwise: a project file cannot. docker-compose.yml says the same.
/// </summary>
internal static class YoungGeneration
{
    public const string Variable = "DOTNET_GCgen0size";

    /// <summary>In bytes, hexadecimal, like the other: 16 MB.</summary>
    public const string OfGateway = "0x1000000";

    /// <summary>64 MB; what 16 and 128 give is in docs/performance.md.</summary>
    public const string OfIngestor = "0x4000000";
}
