namespace Orders.AppHost;

/// <summary>The system with its servers in containers: the picture of the flow, from left to right.</summary>
internal static class AspireHost
{
    /// <summary>True when the arguments are for Aspire alone: <c>--aspire</c>, or its own for publishing, which needs no container engine.</summary>
    public static bool IsAskedFor(string[] args) =>
        args.Any(arg => arg is "--aspire" or "--publisher" or "--operation" || arg.StartsWith("--publisher=", StringComparison.Ordinal));

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args);

        // PostgreSQL 18 keeps its data in a subdirectory of this; WithDataVolume mounts where 17 had it.
        var orders = builder.AddPostgres("postgres")
            .WithImageTag("18.4")
            .WithVolume("orders-postgres", "/var/lib/postgresql")
            .AddDatabase("orders");
        var kafka = builder.AddKafka("kafka");

        var ingestor = builder.AddService<Projects.Orders_Ingestor>("ingestor")
            .WithReference(kafka).WaitFor(kafka)
            .WithReference(orders).WaitFor(orders);

        var queryApi = builder.AddService<Projects.Orders_QueryApi>("query-api")
            .WithReplicas(2)
            .WithReference(kafka).WaitFor(kafka)
            .WithReference(orders).WaitFor(orders)
            // It makes the tables.
            .WaitFor(ingestor);

        var producer = builder.AddService<Projects.Orders_Producer>("producer")
            .WithReference(kafka).WaitFor(kafka)
            .WaitFor(ingestor);

        builder.AddService<Projects.Orders_Gateway>("gateway", port: 8081)
            .WithExternalHttpEndpoints()
            // Added after the line above: metrics are not external.
            .WithHttpEndpoint(name: "management", env: "Management__Port")
            .WithReference(queryApi).WaitFor(queryApi)
            .WithReference(ingestor)
            .WithReference(producer);

        await builder.Build().RunAsync();
        return 0;
    }

    private static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, string name, int? port = null)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name)
            .WithHttpEndpoint(port: port, name: "http")
            .WithHttpHealthCheck("/health", endpointName: "http")
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Development");
}
