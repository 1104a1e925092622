using Orders.AppHost.Containers;

namespace Orders.AppHost;

/// <summary>The system with its servers in containers: the picture of the flow, from left to right.</summary>
internal static class AspireHost
{
    /// <summary>Asks for Aspire whether or not a container engine answers.</summary>
    public const string Flag = "--aspire";

    /// <summary>True when the arguments are for Aspire alone: <see cref="Flag"/>, or its own for publishing, which needs no container engine.</summary>
    public static bool IsAskedFor(string[] args) =>
        args.Any(arg => arg is Flag or "--publisher" or "--operation" || arg.StartsWith("--publisher=", StringComparison.Ordinal));

    public static async Task<int> RunAsync(string[] args)
    {
        // Only in Development does .NET read user secrets, where Aspire keeps the password of the database whose volume outlives the run.
        // Said here and not in DOTNET_ENVIRONMENT, which the services would inherit and put above their own ASPNETCORE_ENVIRONMENT.
        var builder = DistributedApplication.CreateBuilder(["--environment=Development", .. args.Where(arg => arg != Flag)]);

        var kafka = builder.AddBroker();
        var orders = builder.AddDatabase();
        var jaeger = builder.AddJaeger();

        var ingestor = builder.AddService<Projects.Orders_Ingestor>("ingestor", port: 8083, jaeger)
            .WithReference(kafka).WaitFor(kafka)
            .WithReference(orders).WaitFor(orders)
            .WithEnvironment(YoungGeneration.Variable, YoungGeneration.OfIngestor);

        var producer = builder.AddService<Projects.Orders_Producer>("producer", port: 8084, jaeger)
            .WithReference(kafka).WaitFor(kafka)
            // It creates the topics.
            .WaitFor(ingestor);

        // A resource each instead of WithReplicas: Prometheus and the gateway must see every replica, not a proxy before them.
        var queryApis = Enumerable.Range(1, 2)
            .Select(number => builder.AddService<Projects.Orders_QueryApi>($"query-api-{number}", port: 8084 + number, jaeger)
                .WithHttp2Endpoint(port: 8086 + number)
                .WithReference(kafka).WaitFor(kafka)
                .WithReference(orders).WaitFor(orders)
                // It makes the tables.
                .WaitFor(ingestor))
            .ToArray();

        builder.AddService<Projects.Orders_Gateway>("gateway", port: 8081, jaeger)
            .WithExternalHttpEndpoints()
            // Added after the line above: metrics are not external.
            .WithManagementEndpoint(port: 8082)
            .WithReplicasOf("query-api", queryApis)
            .WithReference(ingestor)
            .WithReference(producer)
            .WithEnvironment(YoungGeneration.Variable, YoungGeneration.OfGateway);

        var prometheus = builder.AddPrometheus();
        builder.AddGrafana(prometheus, jaeger);

        await builder.Build().RunAsync();
        return 0;
    }
}
