using System.Globalization;

namespace Orders.Bench.Measuring;

/// <summary>What a figure has to be.</summary>
internal abstract record Target(double Bound)
{
    public abstract bool Holds(double value);

    public sealed record AtLeast(double Bound) : Target(Bound)
    {
        public override bool Holds(double value) => value >= Bound;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"≥ {Bound}");
    }

    public sealed record AtMost(double Bound) : Target(Bound)
    {
        public override bool Holds(double value) => value <= Bound;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"≤ {Bound}");
    }

    public sealed record Exactly(double Bound) : Target(Bound)
    {
        public override bool Holds(double value) => value == Bound;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"= {Bound}");
    }
}
