namespace Orders.Gateway.Limiting;

/// <summary>When a protection holds.</summary>
internal enum When
{
    /// <summary>Outside Development.</summary>
    Auto,
    Always,
    Never,
}

internal static class Whens
{
    public static bool Holds(this When when, IHostEnvironment environment) => when switch
    {
        When.Always => true,
        When.Never => false,
        _ => !environment.IsDevelopment(),
    };
}
