using System.Globalization;

namespace Orders.Chaos.Soaking.Sampling;

/// <summary>What a service answers at /metrics, as far as our own metrics need it: labels without escapes, no timestamps.</summary>
internal sealed class Exposition
{
    private readonly List<(string Name, string Labels, double Value)> _samples = [];

    public Exposition(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var value = line.LastIndexOf(' ');
            var name = line.AsSpan(0, value).IndexOf('{') is >= 0 and var brace ? brace : value;
            _samples.Add((line[..name], line[name..value], double.Parse(line.AsSpan(value + 1), CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Of all series with this name whose labels contain this text, such as <c>status="updated"</c>.</summary>
    public double Sum(string name, string label = "") =>
        _samples.Where(sample => sample.Name == name && sample.Labels.Contains(label, StringComparison.Ordinal)).Sum(sample => sample.Value);

    /// <summary>A histogram's cumulative counts by their upper bounds, ascending.</summary>
    public IEnumerable<(double UpTo, double Count)> Buckets(string name) =>
        _samples.Where(sample => sample.Name == $"{name}_bucket")
            .Select(sample => (Bound(sample.Labels), sample.Value)).OrderBy(bucket => bucket.Item1);

    private static double Bound(string labels)
    {
        const string Label = "le=\"";
        var start = labels.IndexOf(Label, StringComparison.Ordinal) + Label.Length;
        var bound = labels[start..labels.IndexOf('"', start)];
        return bound == "+Inf" ? double.PositiveInfinity : double.Parse(bound, CultureInfo.InvariantCulture);
    }
}
