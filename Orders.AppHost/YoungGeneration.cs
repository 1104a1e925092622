namespace Orders.AppHost;

/// <summary>
/// How large the gateway's generation 0 is, so how seldom garbage is collected, which stops all threads while hundreds of requests are under way. The
/// runtime goes by the processor's cache, and takes next to nothing where a virtual machine hides that. Only the environment can tell it otherwise: a project
/// file cannot. docker-compose.yml says the same.
/// </summary>
internal static class YoungGeneration
{
    public const string Variable = "DOTNET_GCgen0size";

    /// <summary>In bytes, hexadecimal: 16 MB.</summary>
    public const string Size = "0x1000000";
}
