namespace Orders.Tests.Wiring;

internal enum Aspect
{
    Part,
    Image,
    Environment,
    Port,
    Mount,
    Dependency,
    Topic,
}

/// <summary>Something that only one of two ways has.</summary>
/// <param name="In">The way that has it.</param>
internal sealed record Difference(string Part, Aspect Aspect, string Subject, string In)
{
    public override string ToString() => $"{Part}: {Aspect} '{Subject}' is in {In} only";
}

internal static class Differences
{
    public static IReadOnlyList<Difference> Between(SystemDescription left, SystemDescription right) =>
    [
        .. OnlyIn(left, right),
        .. OnlyIn(right, left),
        .. from part in left.Parts
           where right.Parts.ContainsKey(part.Key)
           from difference in Between(part.Key, left, right)
           select difference,
    ];

    private static IEnumerable<Difference> OnlyIn(SystemDescription here, SystemDescription there) =>
    [
        .. here.Parts.Keys.Except(there.Parts.Keys).Select(part => new Difference(part, Aspect.Part, part, here.Name)),
        .. here.Topics.Except(there.Topics).Select(topic => new Difference("topics", Aspect.Topic, $"{topic.Key} with {topic.Value} partitions", here.Name)),
    ];

    private static IEnumerable<Difference> Between(string name, SystemDescription left, SystemDescription right) =>
        OnlyIn(name, left, right).Concat(OnlyIn(name, right, left));

    private static IEnumerable<Difference> OnlyIn(string name, SystemDescription here, SystemDescription there)
    {
        var mine = here.Parts[name];
        var theirs = there.Parts[name];
        return
        [
            .. Only(Aspect.Image, mine.Image is null ? null : [mine.Image], theirs.Image is null ? null : [theirs.Image]),
            .. Only(Aspect.Environment, mine.Environment, theirs.Environment?.Union(theirs.Settings)),
            .. Only(Aspect.Port, mine.Ports, theirs.Ports),
            .. Only(Aspect.Mount, mine.Mounts, theirs.Mounts),
            .. here.StartsInSequence ? [] : Only(Aspect.Dependency, mine.DependsOn, theirs.DependsOn),
        ];

        IEnumerable<Difference> Only(Aspect aspect, IEnumerable<string>? own, IEnumerable<string>? others) =>
            own is null || others is null ? [] : own.Except(others).Order(StringComparer.Ordinal).Select(subject => new Difference(name, aspect, subject, here.Name));
    }
}
