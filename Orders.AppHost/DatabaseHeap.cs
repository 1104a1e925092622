namespace Orders.AppHost;

/// <summary>
/// What a process of PostgreSQL keeps of the memory that a statement has taken. A batch of an ingestor is a message of more than a megabyte, of which
/// the server makes several copies; as soon as 128 KB at the end of its heap are free, the C library gives them back to the kernel, which clears
/// each page again for the next batch. Only the environment can tell it otherwise, and only the GNU C library listens. docker-compose.yml says the
/// same, and the services do it for themselves.
/// </summary>
internal static class DatabaseHeap
{
    /// <summary>In bytes, of each connection: 32 MB, the most that the library takes for the second. What it gains is in docs/performance.md.</summary>
    private const string Kept = "33554432";

    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["MALLOC_TRIM_THRESHOLD_"] = Kept,
        ["MALLOC_MMAP_THRESHOLD_"] = Kept,
    };
}
