using System.Globalization;

namespace Orders.Chaos.Messages.Watching;

/// <summary>Samples of a process's memory in MiB, one a second, and whether it grows. Pure.</summary>
internal sealed class MemoryTrend
{
    /// <summary>Until then a process still grows into its work: code is compiled, pools and caches fill up.</summary>
    private const int WarmUpSamples = 30;

    /// <summary>Fewer samples in a third would say more about the garbage collector's mood than about a leak.</summary>
    private const int EnoughSamples = 60;

    private const double MostGrowth = 1.25;
    private const long Slack = 48;

    private readonly List<long> _samples = [];

    public bool IsLongEnough => _samples.Count >= WarmUpSamples + (3 * EnoughSamples);

    /// <summary>Never of a run that is too short to tell.</summary>
    public bool Grows => IsLongEnough && Thirds() is var (first, last) && last > (first * MostGrowth) + Slack;

    public void Add(long mebibytes) => _samples.Add(mebibytes);

    public override string ToString()
    {
        var (first, last) = Thirds();
        var judged = IsLongEnough ? "" : " (too short a run to judge)";
        return string.Create(CultureInfo.InvariantCulture, $"{first} MiB in the first third, {last} MiB in the last, {_samples.DefaultIfEmpty().Max()} MiB at most{judged}");
    }

    private (long First, long Last) Thirds()
    {
        var samples = IsLongEnough ? _samples[WarmUpSamples..] : _samples;
        var third = samples.Count / 3;
        return third == 0 ? (0, 0) : (Median(samples[..third]), Median(samples[^third..]));
    }

    private static long Median(IEnumerable<long> samples) => samples.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
