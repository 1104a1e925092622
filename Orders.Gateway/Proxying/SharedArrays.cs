namespace Orders.Gateway.Proxying;

/// <summary>
/// Every request that waits to be written to a query API holds arrays of <see cref="System.Buffers.ArrayPool{T}.Shared"/>, and the pool keeps 32 of
/// a size a processor: where there are few processors, hundreds of requests at a time have most of theirs made anew, 40 KB each, and copied by
/// the collector. So the gateway has it keep more. It never holds more than were in use at a time, and lets them go when memory gets scarce.
/// </summary>
internal static class SharedArrays
{
    private const string Variable = "DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXARRAYSPERPARTITION";

    /// <summary>Of a size, for each processor.</summary>
    private const string Kept = "1024";

    /// <summary>Has to come before the pool is used for the first time, which is when it reads the variable. Whoever has set it is left alone.</summary>
    public static void KeepMore()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, Kept);
        }
    }
}
