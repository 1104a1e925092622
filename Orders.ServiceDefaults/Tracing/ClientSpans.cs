using System.Diagnostics;
using OpenTelemetry;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>
/// Keeps the spans of libraries only as parts of a trace. A query or a request that belongs to no message and to no request
/// is a heartbeat, a probe or the warm-up: as traces of their own they would come every second and bury all others.
/// </summary>
internal sealed class ClientSpans : BaseProcessor<Activity>
{
    public const string Http = "System.Net.Http";
    public const string Npgsql = "Npgsql";

    public override void OnStart(Activity data)
    {
        if (data.Source.Name is Http or Npgsql && !HasRecordedParent(data))
        {
            data.Leave();
        }
    }

    /// <summary>Samplers that do not ask for the parent would record below a span that was left out on purpose.</summary>
    private static bool HasRecordedParent(Activity span) => span.Parent is { IsAllDataRequested: true };
}

internal static class UnrecordedSpans
{
    /// <summary>Not recorded means not exported; the flag tells whoever the context is passed on to.</summary>
    public static void Leave(this Activity span)
    {
        span.IsAllDataRequested = false;
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
