namespace Orders.AppHost.Embedded.Services;

/// <summary>Connection strings as the services get them.</summary>
internal sealed record ServerAddresses(string Orders, string Kafka, bool KafkaIsEmbedded);
