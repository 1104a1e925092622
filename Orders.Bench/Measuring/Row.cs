namespace Orders.Bench.Measuring;

/// <summary>A line of the table: our figure beside a limit's or a peer's, which was measured seconds apart.</summary>
/// <param name="What">Ours.</param>
/// <param name="ComparedWith">The limit or the peer; empty: the figure stands for itself.</param>
/// <param name="Unit">Of both figures.</param>
/// <param name="Judged">What the target is about: the ratio or the difference of the two where there is a peer, else our figure.</param>
internal sealed record Row(string What, string ComparedWith, string Unit, Series Ours, Series? Theirs, Series Judged, Target Target)
{
    /// <summary>The median decides.</summary>
    public bool Held => Target.Holds(Judged.Median);

    /// <summary>Beside a peer.</summary>
    public static Row Ratio(string what, string comparedWith, string unit, Series ours, Series theirs, Target target) =>
        new(what, comparedWith, unit, ours, theirs, ours.DividedBy(theirs), target);

    /// <summary>Beside a peer, when what is more than the peer's counts.</summary>
    public static Row Difference(string what, string comparedWith, string unit, Series ours, Series theirs, Target target) =>
        new(what, comparedWith, unit, ours, theirs, ours.Minus(theirs), target);

    /// <summary>By itself.</summary>
    public static Row Figure(string what, string unit, Series ours, Target target) => new(what, "", unit, ours, null, ours, target);
}
