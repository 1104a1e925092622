namespace Orders.Chaos.Requests.Making;

/// <summary>Which kinds there are, and how many in a thousand of each.</summary>
internal static class RequestKinds
{
    private static readonly (int Share, Func<Scene, Request> Make)[] All =
    [
        (150, PlainRequests.Make),
        (90, UidRequests.Make),
        (110, EncodedPaths.Make),
        (90, StrayTargets.Make),
        (50, MethodRequests.Make),
        (130, HeaderRequests.Make),
        (70, ConditionalRequests.Make),
        (90, QueryRequests.Make),
        (40, ReplayRequests.Make),
        (45, FramingRequests.Make),
        (10, GiantRequests.Make),
        (40, StreamRequests.Make),
        (20, BrokenRequests.CutOff),
        (15, BrokenRequests.HalfClosed),
        (10, BrokenRequests.InPieces),
        (15, BrokenRequests.Pipelined),
        (10, BrokenRequests.OtherVersion),
        (14, BrokenRequests.Garbage),
        (1, BrokenRequests.Dripping),
    ];

    private static readonly int Sum = All.Sum(kind => kind.Share);

    public static Request Make(Scene scene)
    {
        var dice = scene.Draw.Below(Sum);
        foreach (var (share, make) in All)
        {
            dice -= share;
            if (dice < 0)
            {
                return make(scene);
            }
        }

        throw new InvalidOperationException("The shares do not add up.");
    }
}
