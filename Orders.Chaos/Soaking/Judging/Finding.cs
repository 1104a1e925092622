using Orders.Chaos.Soaking.Sampling;

namespace Orders.Chaos.Soaking.Judging;

/// <param name="First">Median of the first sixth.</param>
/// <param name="Last">Median of the last sixth.</param>
internal sealed record Finding(Series Series, double First, double Last, bool Held, Bound Bound);
