namespace Orders.Chaos.Soaking;

/// <summary>How long and how hard. The load is the same from the first minute to the last.</summary>
internal sealed record SoakOptions
{
    public required TimeSpan Duration { get; init; }

    /// <summary>Messages a second, bad ones and repeats included.</summary>
    public required int Rate { get; init; }

    /// <summary>The same seed sends the same messages and asks for the same orders.</summary>
    public required int Seed { get; init; }

    public int Ingestors { get; init; } = 2;

    public int QueryApis { get; init; } = 2;

    /// <summary>
    /// How many orders there are, all from the beginning. Each gets a version more once in a lap through all of them, so that only
    /// the history grows: a table and a cache that grew for an hour would hide a leak, or look like one.
    /// </summary>
    public int Orders { get; init; } = 20_000;

    /// <summary>About half of what the orders take, so that orders are evicted and loaded again all the time.</summary>
    public long CacheBytes => Orders * 600L;

    /// <summary>Each asks <see cref="RequestsPerReader"/> times a second and waits for the answer first.</summary>
    public int Readers { get; init; } = 10;

    public int RequestsPerReader { get; init; } = 5;

    /// <summary>Event streams that are open; each is closed and opened anew after one to three <see cref="StreamLife"/>.</summary>
    public int Streams { get; init; } = 50;

    public TimeSpan StreamLife { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan SampleEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Not compared: code is still being compiled, pools and caches fill.</summary>
    public TimeSpan WarmUp => Duration / 6;

    /// <summary>Where the samples are written; null: nowhere.</summary>
    public string? File { get; init; }
}
