namespace Orders.AppHost.Containers;

/// <summary>What the containers run: the same as in docker-compose.yml, which a test compares.</summary>
internal static class ContainerImages
{
    public const string PostgresTag = "18.6";
    public const string Kafka = "apache/kafka";
    public const string KafkaTag = "4.3.1";
    public const string KafkaUi = "kafbat/kafka-ui";
    public const string KafkaUiTag = "v1.5.0";
    public const string Jaeger = "jaegertracing/jaeger";
    public const string JaegerTag = "2.20.0";
    public const string Prometheus = "prom/prometheus";
    public const string PrometheusTag = "v3.13.3";
    public const string Grafana = "grafana/grafana";
    public const string GrafanaTag = "13.2.3";
}
