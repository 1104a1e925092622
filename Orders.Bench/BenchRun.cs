using Orders.Bench.Measuring;
using Orders.Bench.Reporting;

namespace Orders.Bench;

/// <summary>One run of the tables: how much to measure, and what was measured.</summary>
internal sealed class BenchRun(bool quick, TextWriter output, TextWriter log)
{
    private readonly List<Row> _rows = [];

    /// <summary>Fewer rounds, fewer orders, shorter, and without what takes long: for a look, not for a judgement.</summary>
    public bool Quick => quick;

    public int Rounds => quick ? 2 : 5;

    /// <summary>Of what is near its target, where rounds disagree by more.</summary>
    public int MoreRounds => quick ? Rounds : 2 * Rounds;

    /// <summary>Of one load in one round.</summary>
    public TimeSpan LoadDuration => TimeSpan.FromSeconds(quick ? 1 : 4);

    /// <summary>Of a load that is not counted, before the first one that is.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(quick ? 2 : 10);

    /// <summary>How long a load that is not counted goes on, at most, while .NET compiles what it runs.</summary>
    public TimeSpan CompilerPatience => TimeSpan.FromSeconds(quick ? 20 : 180);

    /// <summary>Where servers and services print.</summary>
    public TextWriter Log => log;

    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>Measurements that could not be made.</summary>
    public int Failures { get; private set; }

    public void Add(Row row)
    {
        _rows.Add(row);
        output.WriteLine(Table.Line(row));
    }

    public void Fail(string why)
    {
        Failures++;
        output.WriteLine(why);
    }

    /// <summary>What explains a figure and has no target.</summary>
    public void Note(string text) => output.WriteLine($"  {text}");
}
