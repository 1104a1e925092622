using System.Globalization;

namespace Orders.Chaos.Soaking.Sampling;

/// <summary>All samples of a run, in memory and, line by line, in a CSV file: seconds, subject, measure, value.</summary>
internal sealed class Recording : IDisposable
{
    private readonly Dictionary<Series, List<Sample>> _series = [];
    private readonly StreamWriter _file;

    /// <param name="path">Null: nowhere.</param>
    public Recording(string? path)
    {
        if (path is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }

        _file = path is null ? StreamWriter.Null : new StreamWriter(path) { AutoFlush = true };
        _file.WriteLine("seconds,subject,measure,value");
    }

    public IEnumerable<Series> All => _series.Keys;

    public IReadOnlyList<Sample> Of(Series series) => _series[series];

    /// <summary>The last value; 0 when there is none.</summary>
    public double Last(Series series) => _series.TryGetValue(series, out var samples) ? samples[^1].Value : 0;

    public void Add(TimeSpan time, Series series, double value)
    {
        if (!_series.TryGetValue(series, out var samples))
        {
            _series[series] = samples = [];
        }

        samples.Add(new Sample(time, value));
        _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1},{series.Subject},{series.Measure},{value:0.######}"));
    }

    public void Dispose() => _file.Dispose();
}
