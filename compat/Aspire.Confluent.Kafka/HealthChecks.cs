namespace Aspire.Confluent.Kafka;

internal static class HealthChecks
{
    /// <summary>The real package's check produces a message on every probe; no code of ours wants that, so it is not rebuilt here.</summary>
    public static void Refuse(bool disabled)
    {
        if (!disabled)
        {
            throw new NotSupportedException("This stand-in for Aspire.Confluent.Kafka has no health check: set DisableHealthChecks to true.");
        }
    }
}
