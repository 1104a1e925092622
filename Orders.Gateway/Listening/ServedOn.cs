namespace Orders.Gateway.Listening;

[Flags]
internal enum ServedOn
{
    None = 0,
    Public = 1,
    Management = 2,
    Both = Public | Management,
}

internal sealed record ServedOnMetadata(ServedOn Listeners);

internal static class ServedOnConvention
{
    public static void On(this IEndpointConventionBuilder endpoints, ServedOn listeners) =>
        endpoints.WithMetadata(new ServedOnMetadata(listeners));
}
