namespace Orders.Chaos.Soaking.Sending;

/// <summary>What was sent, and so what must be found. Written by the sender alone; read by others after its end, or as a figure on the way.</summary>
internal sealed class Sent(int orders)
{
    private readonly long[] _versions = new long[orders];
    private readonly long[] _bad = new long[Enum.GetValues<BadKind>().Length];

    public long Messages { get; private set; }

    /// <summary>Documents that were sent again as they were.</summary>
    public long Repeats { get; private set; }

    /// <summary>Orders with at least one version.</summary>
    public int Orders { get; private set; }

    /// <summary>Versions beyond the first of their orders: for each of them the history has one.</summary>
    public long Updates { get; private set; }

    public long Bad => _bad.Sum();

    /// <summary>The newest version that was sent of an order; 0: none yet.</summary>
    public long VersionOf(int number) => Volatile.Read(ref _versions[number]);

    public long BadOf(BadKind kind) => _bad[(int)kind];

    public long NextVersion(int number)
    {
        var version = _versions[number] + 1;
        if (version == 1)
        {
            Orders++;
        }
        else
        {
            Updates++;
        }

        Messages++;
        Volatile.Write(ref _versions[number], version);
        return version;
    }

    public void Repeat()
    {
        Repeats++;
        Messages++;
    }

    /// <returns>The number of the bad message.</returns>
    public long NextBad()
    {
        var number = Bad;
        _bad[(int)SoakOrders.KindOf(number)]++;
        Messages++;
        return number;
    }
}
