namespace Orders.Chaos.Soaking.Sampling;

/// <summary>Names of what is sampled.</summary>
internal static class Measures
{
    public const string Resident = "rss_bytes";
    public const string Anonymous = "anonymous_bytes";

    /// <summary>Managed objects that were alive, or not yet found dead, after the last collection.</summary>
    public const string Heap = "heap_bytes";

    /// <summary>Memory that belongs to no file and not to the garbage collector: librdkafka's, the runtime's own, stacks.</summary>
    public const string Native = "native_bytes";
    public const string Committed = "heap_committed_bytes";
    public const string Handles = "handles";

    /// <summary>The processes of the database server; workers come and go.</summary>
    public const string Backends = "backends";

    /// <summary>Of those together, without what they share.</summary>
    public const string BackendBytes = "backend_bytes";

    /// <summary>Of those together: each opens the files of the tables that it touches.</summary>
    public const string BackendHandles = "backend_handles";
    public const string Sockets = "sockets";
    public const string Threads = "threads";
    public const string Connections = "connections";
    public const string Lag = "lag_messages";
    public const string CacheBytes = "cache_bytes";
    public const string Streams = "streams";
    public const string Median = "p50_ms";
    public const string Tail = "p99_ms";
    public const string Answers = "answers";
    public const string FreshMedian = "fresh_p50_ms";
    public const string FreshTail = "fresh_p99_ms";
    public const string Sent = "sent";
}
