namespace Orders.AppHost.Containers;

/// <summary>Where the data rests: the database and the broker, on volumes that outlive the run.</summary>
internal static class DataServers
{
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(this IDistributedApplicationBuilder builder)
    {
        var server = builder.AddPostgres("postgres", port: 5432)
            .WithImageTag(ContainerImages.PostgresTag)
            // PostgreSQL 18 keeps its data in a subdirectory of this; WithDataVolume mounts where 17 had it.
            .WithVolume("orders-postgres", "/var/lib/postgresql")
            // Aspire's own two, and the server's own collation: an index does not become wrong when a newer image sorts otherwise.
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --auth-local=scram-sha-256 --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8")
            // Rows hold names and addresses: neither a failed statement nor the values of a broken constraint go into the log.
            .WithArgs("-c", "log_error_verbosity=terse", "-c", "log_min_error_statement=panic");
        foreach (var (name, value) in DatabaseHeap.Settings)
        {
            server.WithEnvironment(name, value);
        }

        return server.AddDatabase("orders");
    }

    public static IResourceBuilder<KafkaServerResource> AddBroker(this IDistributedApplicationBuilder builder) =>
        builder.AddKafka("kafka", port: 9092)
            .WithImage(ContainerImages.Kafka, ContainerImages.KafkaTag)
            .WithDataVolume("orders-kafka")
            // Aspire sets the listeners, for an image of Confluent's that knows the rest; this one drops its defaults once anything is set.
            // Topics may come to be by themselves, as Aspire's health check of the broker writes to one of its own.
            .WithEnvironment("KAFKA_NODE_ID", "1")
            .WithEnvironment("KAFKA_PROCESS_ROLES", "broker,controller")
            .WithEnvironment("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:29093")
            .WithEnvironment("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
            .WithEnvironment("KAFKA_INTER_BROKER_LISTENER_NAME", "PLAINTEXT")
            .WithEnvironment("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
            .WithEnvironment("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
            .WithEnvironment("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
            .WithEnvironment("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
            .WithEnvironment("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")
            .WithEnvironment("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .WithBrowser();

    private static IResourceBuilder<KafkaServerResource> WithBrowser(this IResourceBuilder<KafkaServerResource> kafka) =>
        kafka.WithKafkaUI(ui => ui
            .WithImage(ContainerImages.KafkaUi, ContainerImages.KafkaUiTag)
            // It asks nobody who he is.
            .WithEnvironment("KAFKA_CLUSTERS_0_READONLY", "true")
            .WithHttpHealthCheck("/actuator/health")
            .WithHostPort(8090)
            .WaitFor(kafka));
}
