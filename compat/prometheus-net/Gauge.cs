namespace Prometheus;

public interface IGauge : ICollectorChild
{
    double Value { get; }

    void Set(double val);

    void Inc(double increment = 1);

    void Dec(double decrement = 1);

    /// <summary>Raises the value to the target; a lower target changes nothing.</summary>
    void IncTo(double targetValue);

    /// <summary>Lowers the value to the target; a higher target changes nothing.</summary>
    void DecTo(double targetValue);
}

/// <summary>A value that goes up and down.</summary>
public sealed class Gauge : Collector<Gauge.Child>, IGauge
{
    internal Gauge(string name, string help, string[] labelNames)
        : base(name, help, labelNames)
    {
    }

    public double Value => Unlabelled.Value;

    private protected override string Type => "gauge";

    public void Set(double val) => Unlabelled.Set(val);

    public void Inc(double increment = 1) => Unlabelled.Inc(increment);

    public void Dec(double decrement = 1) => Unlabelled.Dec(decrement);

    public void IncTo(double targetValue) => Unlabelled.IncTo(targetValue);

    public void DecTo(double targetValue) => Unlabelled.DecTo(targetValue);

    private protected override Child NewChild(string labels) => new(Name, labels);

    public sealed class Child : ChildBase, IGauge
    {
        private AtomicDouble _value;

        internal Child(string name, string labels)
            : base(name, labels)
        {
        }

        public double Value => _value.Value;

        public void Set(double val) => _value.Value = val;

        public void Inc(double increment = 1) => _value.Add(increment);

        public void Dec(double decrement = 1) => _value.Add(-decrement);

        public void IncTo(double targetValue) => _value.RaiseTo(targetValue);

        public void DecTo(double targetValue) => _value.LowerTo(targetValue);

        internal override void Write(TextFormat text) => text.Sample(Name, "", Labels, "", Value);
    }
}
