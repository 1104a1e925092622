using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>One way to make an order into something that may or may not be one.</summary>
/// <param name="Weight">How often it is chosen, against the weights of the others.</param>
internal sealed record Spoiler(string Name, int Weight, Action<Draft> Spoil);

internal static class Spoilers
{
    public static IReadOnlyList<Spoiler> All { get; } =
    [
        .. ByteSpoilers.All, .. EncodingSpoilers.All, .. TextSpoilers.All, .. FormatSpoilers.All, .. NumberSpoilers.All, .. DateSpoilers.All,
        .. StructureSpoilers.All, .. DuplicateSpoilers.All, .. ItemSpoilers.All, .. DepthSpoilers.All, .. SizeSpoilers.All, .. EnvelopeSpoilers.All,
    ];

    public static T OneOf<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>Any member of the order that is spoilt in place.</summary>
    public static Place AnyPlace(this Draft draft) => AnyPlace(draft, static _ => true);

    public static Place AnyPlace(this Draft draft, Func<Place, bool> wanted)
    {
        var places = draft.Order.All().Where(wanted).ToList();
        return places.Count > 0 ? places[draft.Random.Next(places.Count)] : throw new ArgumentException("Nothing of the kind is left.", nameof(draft));
    }
}
