using Confluent.Kafka;

namespace Aspire.Confluent.Kafka;

/// <summary>What the configuration section <c>Aspire:Confluent:Kafka:Producer</c> (and <c>…:Producer:{connection name}</c>) may say.</summary>
public sealed class KafkaProducerSettings
{
    /// <summary>The bootstrap servers. <c>ConnectionStrings:{connection name}</c> wins over this one.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The client's own settings; in configuration under <c>Config</c>, by property name.</summary>
    public ProducerConfig Config { get; } = new();

    public bool DisableMetrics { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }

    internal void Complete()
    {
        Config.BootstrapServers = ConnectionString ?? Config.BootstrapServers;
        if (!DisableMetrics)
        {
            Config.StatisticsIntervalMs ??= 1000;
        }
    }

    internal void Validate()
    {
        if (string.IsNullOrEmpty(Config.BootstrapServers))
        {
            throw new InvalidOperationException("No bootstrap servers configured.");
        }
    }
}
