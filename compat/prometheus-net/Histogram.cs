namespace Prometheus;

public interface IObserver : ICollectorChild
{
    /// <summary>Counts a value; a NaN is not counted.</summary>
    void Observe(double val);
}

public interface IHistogram : IObserver
{
    double Sum { get; }

    long Count { get; }

    /// <summary>Counts the same value several times.</summary>
    void Observe(double val, long count);
}

/// <summary>Counts values by size.</summary>
public sealed partial class Histogram : Collector<Histogram.Child>, IHistogram
{
    private static readonly double[] DefaultBuckets = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10];

    private readonly double[] _bounds;
    private readonly string[] _boundLabels;

    internal Histogram(string name, string help, string[] labelNames, double[]? buckets)
        : base(name, help, labelNames)
    {
        if (labelNames.Contains("le"))
        {
            throw new ArgumentException("'le' is the label of the buckets.", nameof(labelNames));
        }

        _bounds = Complete(buckets ?? DefaultBuckets);
        _boundLabels = Array.ConvertAll(_bounds, bound => $"le=\"{TextFormat.Number(bound)}\"");
    }

    public double Sum => Unlabelled.Sum;

    public long Count => Unlabelled.Count;

    private protected override string Type => "histogram";

    public void Observe(double val) => Unlabelled.Observe(val);

    public void Observe(double val, long count) => Unlabelled.Observe(val, count);

    private protected override Child NewChild(string labels) => new(this, labels);

    private static double[] Complete(double[] buckets)
    {
        if (buckets.Length == 0)
        {
            throw new ArgumentException("A histogram needs a bucket.", nameof(buckets));
        }

        double[] bounds = double.IsPositiveInfinity(buckets[^1]) ? [.. buckets] : [.. buckets, double.PositiveInfinity];
        return bounds.Zip(bounds.Skip(1)).All(pair => pair.First < pair.Second)
            ? bounds
            : throw new ArgumentException("The bounds of the buckets must increase.", nameof(buckets));
    }

    public sealed class Child : ChildBase, IHistogram
    {
        private readonly Histogram _parent;
        private readonly long[] _counts;
        private AtomicDouble _sum;

        internal Child(Histogram parent, string labels)
            : base(parent.Name, labels)
        {
            _parent = parent;
            _counts = new long[parent._bounds.Length];
        }

        public double Sum => _sum.Value;

        public long Count
        {
            get
            {
                var total = 0L;
                for (var i = 0; i < _counts.Length; i++)
                {
                    total += Volatile.Read(in _counts[i]);
                }

                return total;
            }
        }

        public void Observe(double val) => Observe(val, 1);

        public void Observe(double val, long count)
        {
            if (double.IsNaN(val))
            {
                return;
            }

            var bucket = 0;
            while (val > _parent._bounds[bucket])
            {
                bucket++;
            }

            Interlocked.Add(ref _counts[bucket], count);
            _sum.Add(val * count);
        }

        internal override void Write(TextFormat text)
        {
            // Each count is read once, so that the buckets never decrease and the last one is the count, whatever is observed meanwhile.
            var total = 0L;
            for (var i = 0; i < _counts.Length; i++)
            {
                total += Volatile.Read(in _counts[i]);
                text.Sample(Name, "_bucket", Labels, _parent._boundLabels[i], total);
            }

            text.Sample(Name, "_sum", Labels, "", Sum);
            text.Sample(Name, "_count", Labels, "", total);
        }
    }
}
