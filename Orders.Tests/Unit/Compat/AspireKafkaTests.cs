using Aspire.Confluent.Kafka;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orders.Tests.Unit.Compat;

public sealed class AspireKafkaTests
{
    private const string Consumer = "Aspire:Confluent:Kafka:Consumer";
    private const string Producer = "Aspire:Confluent:Kafka:Producer";

    [Fact]
    public void Client_settings_come_from_the_section_and_the_named_section_has_precedence()
    {
        KafkaConsumerSettings? seen = null;
        using var host = Build(
            new()
            {
                [$"{Consumer}:Config:FetchWaitMaxMs"] = "10",
                [$"{Consumer}:Config:GroupId"] = "general",
                [$"{Consumer}:kafka:Config:GroupId"] = "named",
                ["ConnectionStrings:kafka"] = "localhost:1",
            },
            builder => builder.AddKafkaConsumer<byte[]?, byte[]?>("kafka", settings => seen = Quiet(settings)));

        Assert.Equal(10, seen!.Config.FetchWaitMaxMs);
        Assert.Equal("named", seen.Config.GroupId);
        Assert.Equal("localhost:1", seen.Config.BootstrapServers);
        Assert.Null(seen.Config.StatisticsIntervalMs);
    }

    [Fact]
    public void The_callers_settings_win_over_the_configuration()
    {
        KafkaProducerSettings? seen = null;
        using var host = Build(
            new() { [$"{Producer}:Config:LingerMs"] = "50", [$"{Producer}:ConnectionString"] = "localhost:2" },
            builder => builder.AddKafkaProducer<byte[]?, byte[]?>("kafka", settings =>
            {
                settings.Config.LingerMs = 5;
                seen = Quiet(settings);
            }));

        Assert.Equal(5, seen!.Config.LingerMs);
        Assert.Equal("localhost:2", seen.Config.BootstrapServers);
    }

    [Fact]
    public void A_missing_connection_string_is_reported_when_the_client_is_asked_for()
    {
        using var host = Build([], builder =>
        {
            builder.AddKafkaProducer<byte[]?, byte[]?>("kafka", settings => Quiet(settings));
            builder.AddKafkaConsumer<byte[]?, byte[]?>("kafka", settings => Quiet(settings).Config.GroupId = "g");
        });

        Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IProducer<byte[]?, byte[]?>>());
        Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IConsumer<byte[]?, byte[]?>>());
    }

    [Fact]
    public void A_consumer_without_a_group_is_refused()
    {
        using var host = Build(
            new() { ["ConnectionStrings:kafka"] = "localhost:1" },
            builder => builder.AddKafkaConsumer<byte[]?, byte[]?>("kafka", settings => Quiet(settings)));

        Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IConsumer<byte[]?, byte[]?>>());
    }

    [Fact]
    public void The_builder_is_configured_with_the_services_once_when_the_client_is_first_asked_for()
    {
        var calls = 0;
        using var host = Build(
            new() { ["ConnectionStrings:kafka"] = "localhost:1" },
            builder =>
            {
                builder.Services.AddSingleton<Marker>();
                builder.AddKafkaProducer<byte[]?, byte[]?>("kafka", settings => Quiet(settings), (services, client) =>
                {
                    calls++;
                    Assert.NotNull(services.GetService<Marker>());
                    client.SetLogHandler((_, _) => { });
                });
            });
        Assert.Equal(0, calls);

        var first = host.Services.GetRequiredService<IProducer<byte[]?, byte[]?>>();
        var second = host.Services.GetRequiredService<IProducer<byte[]?, byte[]?>>();

        Assert.Same(first, second);
        Assert.Equal(1, calls);
    }

    private static KafkaConsumerSettings Quiet(KafkaConsumerSettings settings)
    {
        settings.DisableHealthChecks = settings.DisableMetrics = settings.DisableTracing = true;
        return settings;
    }

    private static KafkaProducerSettings Quiet(KafkaProducerSettings settings)
    {
        settings.DisableHealthChecks = settings.DisableMetrics = settings.DisableTracing = true;
        return settings;
    }

    private static IHost Build(Dictionary<string, string?> configuration, Action<HostApplicationBuilder> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(configuration);
        add(builder);
        return builder.Build();
    }

    private sealed class Marker;
}
