using System.Globalization;

namespace Orders.Chaos.Requests.Measuring;

/// <summary>What a service holds.</summary>
/// <param name="LiveBytes">Of the managed heap, right after a full collection: what is reachable, not what lies around.</param>
internal sealed record Footprint(int Handles, int Threads, long ResidentBytes, long LiveBytes, int Streams)
{
    private const int MoreHandles = 60;
    private const int MoreThreads = 30;
    private const long MoreLive = 24L << 20;
    private const long MoreResident = 400L << 20;

    /// <summary>What there is too much of compared with before; the bounds leave room for pools and for what is compiled on the way.</summary>
    public IEnumerable<string> Above(Footprint before)
    {
        if (Handles > before.Handles + MoreHandles)
        {
            yield return Text($"{Handles} handles, {before.Handles} before");
        }

        if (Threads > before.Threads + MoreThreads)
        {
            yield return Text($"{Threads} threads, {before.Threads} before");
        }

        if (LiveBytes > before.LiveBytes + MoreLive)
        {
            yield return Text($"{LiveBytes >> 20} MiB of live objects, {before.LiveBytes >> 20} before");
        }

        if (ResidentBytes > before.ResidentBytes + MoreResident)
        {
            yield return Text($"{ResidentBytes >> 20} MiB resident, {before.ResidentBytes >> 20} before");
        }

        if (Streams > before.Streams)
        {
            yield return Text($"{Streams} event streams, {before.Streams} before");
        }
    }

    public override string ToString() => Text($"{Handles} handles, {Threads} threads, {ResidentBytes >> 20} MiB resident, {LiveBytes / 1048576.0:0.0} MiB live");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
