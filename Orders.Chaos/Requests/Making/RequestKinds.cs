namespace Orders.Chaos.Requests.Making;

/// <summary>Which kinds there are, and how many in a thousand of each.</summary>
internal static class RequestKinds
{
    private static readonly (string Name, int Share, Func<Scene, Request> Make)[] All =
    [
        ("plain", 150, PlainRequests.Make),
        ("uid", 90, UidRequests.Make),
        ("encoding", 110, EncodedPaths.Make),
        ("stray", 90, StrayTargets.Make),
        ("method", 50, MethodRequests.Make),
        ("header", 130, HeaderRequests.Make),
        ("condition", 70, ConditionalRequests.Make),
        ("query", 90, QueryRequests.Make),
        ("replay", 40, ReplayRequests.Make),
        ("framing", 45, FramingRequests.Make),
        ("giant", 10, GiantRequests.Make),
        ("stream", 40, StreamRequests.Make),
        ("cut-off", 20, BrokenRequests.CutOff),
        ("half-closed", 15, BrokenRequests.HalfClosed),
        ("pieces", 10, BrokenRequests.InPieces),
        ("pipelined", 15, BrokenRequests.Pipelined),
        ("version", 10, BrokenRequests.OtherVersion),
        ("garbage", 14, BrokenRequests.Garbage),
        ("slow", 1, BrokenRequests.Dripping),
    ];

    public static IEnumerable<string> Names => All.Select(kind => kind.Name);

    /// <param name="names">Of these kinds alone; none: of all.</param>
    public static Func<Scene, Request> Only(IReadOnlyList<string> names)
    {
        var kinds = names.Count == 0 ? All : Array.FindAll(All, kind => names.Contains(kind.Name));
        var sum = kinds.Sum(kind => kind.Share);
        return scene =>
        {
            var dice = scene.Draw.Below(sum);
            return kinds.First(kind => (dice -= kind.Share) < 0).Make(scene);
        };
    }
}
