using Confluent.Kafka;

namespace Orders.QueryApi.DeadLetters;

/// <summary>The settings that the service's other Kafka clients get too, from the same sections: addresses, security, timeouts.</summary>
internal static class ClientSettings
{
    private const string Connection = "kafka";

    /// <param name="kind">Consumer or Producer.</param>
    public static T Read<T>(IConfiguration configuration, string kind)
        where T : ClientConfig, new()
    {
        var config = new T();
        configuration.GetSection($"Aspire:Confluent:Kafka:{kind}:Config").Bind(config);
        configuration.GetSection($"Aspire:Confluent:Kafka:{kind}:{Connection}:Config").Bind(config);
        config.BootstrapServers = configuration.GetConnectionString(Connection);
        return config;
    }
}
