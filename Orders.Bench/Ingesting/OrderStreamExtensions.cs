using Orders.Producer.Generation;

namespace Orders.Bench.Ingesting;

internal static class OrderStreamExtensions
{
    public static OrderMessage[] Take(this OrderStream stream, int count) => [.. Enumerable.Range(0, count).Select(_ => stream.Next())];
}
