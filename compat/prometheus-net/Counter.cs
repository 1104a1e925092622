namespace Prometheus;

public interface ICounter : ICollectorChild
{
    double Value { get; }

    void Inc(double increment = 1);

    /// <summary>Raises the value to the target; a lower target changes nothing.</summary>
    void IncTo(double targetValue);
}

/// <summary>A value that only grows, from 0 at the start of the process.</summary>
public sealed class Counter : Collector<Counter.Child>, ICounter
{
    internal Counter(string name, string help, string[] labelNames)
        : base(name, help, labelNames)
    {
    }

    public double Value => Unlabelled.Value;

    private protected override string Type => "counter";

    public void Inc(double increment = 1) => Unlabelled.Inc(increment);

    public void IncTo(double targetValue) => Unlabelled.IncTo(targetValue);

    private protected override Child NewChild(string labels) => new(Name, labels);

    public sealed class Child : ChildBase, ICounter
    {
        private AtomicDouble _value;

        internal Child(string name, string labels)
            : base(name, labels)
        {
        }

        public double Value => _value.Value;

        public void Inc(double increment = 1)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(increment);
            _value.Add(increment);
        }

        public void IncTo(double targetValue) => _value.RaiseTo(targetValue);

        internal override void Write(TextFormat text) => text.Sample(Name, "", Labels, "", Value);
    }
}
