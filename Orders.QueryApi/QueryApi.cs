using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Npgsql;
using Orders.QueryApi.Answering;
using Orders.QueryApi.Caching;
using Orders.QueryApi.DeadLetters;
using Orders.QueryApi.Describing;
using Orders.QueryApi.Following;
using Orders.QueryApi.History;
using Orders.QueryApi.Listening;
using Orders.QueryApi.Listing;
using Orders.QueryApi.Loading;
using Orders.QueryApi.Masking;
using Orders.QueryApi.Serving;
using Orders.QueryApi.WarmingUp;
using Orders.QueryApi.Watching;
using Orders.ServiceDefaults;
using Orders.ServiceDefaults.HttpErrors;
using Orders.ServiceDefaults.Tracing;

namespace Orders.QueryApi;

/// <summary>What the service is made of, in the order in which an order comes through it.</summary>
internal static class QueryApi
{
    public static void AddQueryApi(this WebApplicationBuilder builder)
    {
        ErrorAnswers.Use(builder, context => Problems.Of(context.Response.StatusCode).WriteAsync(context));
        builder.AddHttp2Listener();
        builder.AddCaching();
        builder.AddLoading();
        builder.AddFollowing();
        builder.AddWarmingUp();
        builder.AddServing();
        builder.AddWatching();
        builder.AddDeadLetters();
    }

    public static void MapQueryApi(this WebApplication app)
    {
        app.UseNoSuchRoute();
        app.MapOrder();
        app.MapOrderList();
        app.MapHistory();
        app.MapEvents();
        app.MapDeadLetters();
        app.MapReplays();
        app.MapDescription();
        DatabaseMetrics.Announce();
        CacheMetrics.Export(app.Services.GetRequiredService<OrderCache>());
    }

    private static void AddCaching(this WebApplicationBuilder builder)
    {
        builder.AddSettings<CacheOptions>(CacheOptions.Section);
        builder.Services.AddSingleton(services => new OrderCache(services.GetRequiredService<IOptions<CacheOptions>>().Value.MaxBytes));
        builder.Services.AddSingleton(TimeProvider.System);
    }

    private static void AddLoading(this WebApplicationBuilder builder)
    {
        builder.AddSettings<LoadingOptions>(LoadingOptions.Section);
        builder.RequireConnectionString("orders", value => _ = new NpgsqlConnectionStringBuilder(value));
        builder.AddNpgsqlDataSource(
            "orders",
            settings =>
            {
                settings.DisableHealthChecks = true;
                settings.DisableTracing = true;
                settings.DisableMetrics = true;
            },
            source =>
            {
                source.Name = "orders";
                source.ConfigureTracing(tracing => tracing
                    .ConfigureCommandSpanNameProvider(command => QuerySummary.Of(command.CommandText))
                    .ConfigureCommandEnrichmentCallback((span, command) => span.SetTag(QuerySummary.Tag, QuerySummary.Of(command.CommandText))));

                source.ConnectionStringBuilder.Tune();

                // Bytes. The warm-up reads a hundred megabytes: what has arrived while the last bytes were looked at comes in one go.
                source.ConnectionStringBuilder.ReadBufferSize = 65_536;

                // A query that took too long is given up with its connection: waiting for the server's word on the cancellation
                // would add two seconds just when it does not answer.
                source.ConnectionStringBuilder.CancellationTimeout = -1;
            });
        builder.Services.AddSingleton<OrderRows>().AddSingleton<OrderLoader>().AddSingleton<NotFoundAnswers>().AddSingleton<DatabaseState>();
    }

    private static void AddFollowing(this WebApplicationBuilder builder)
    {
        builder.AddSettings<TopicOptions>(TopicOptions.Section);
        builder.RequireConnectionString("kafka");
        builder.AddKafkaConsumer<string?, byte[]?>("kafka", settings =>
        {
            settings.DisableHealthChecks = true;
            settings.DisableMetrics = true;
            settings.DisableTracing = true;

            // The client wants a group, although this one assigns itself everything and commits nothing.
            settings.Config.GroupId = $"orders-query-api-{Guid.NewGuid():N}";
            settings.Config.EnableAutoCommit = false;
            settings.Config.EnableAutoOffsetStore = false;

            // A position that is out of range must be noticed, not jumped over.
            settings.Config.AutoOffsetReset = AutoOffsetReset.Error;
            settings.Config.FetchWaitMaxMs ??= 100;

            // The warm-up may take longer than the client thinks anybody would.
            settings.Config.MaxPollIntervalMs = 86_400_000;
        });
        builder.Services.MakeFactoryOf<IConsumer<string?, byte[]?>>();
        builder.Services.AddSingleton(services =>
        {
            var time = services.GetRequiredService<TimeProvider>();
            return new TrustClock(TimestampTicks.From(services.GetRequiredService<IOptions<CacheOptions>>().Value.MaxStaleness, time));
        });
        builder.Services.AddSingleton<FollowingState>().AddSingleton<ChangeHandler>().AddHostedService<ChangeFollower>();
    }

    private static void AddWarmingUp(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<NewestOrders>().AddSingleton<WarmUpState>().AddHostedService<WarmUp>();

    private static void AddServing(this WebApplicationBuilder builder)
    {
        builder.AddSettings<PrivacyOptions>(PrivacyOptions.Section);
        builder.Services.AddSingleton<OrderReader>().AddSingleton<Views>();
        builder.Services.AddSingleton<ReadSlots>().AddSingleton<OrderPages>().AddSingleton<OrderVersions>();
        builder.Services.AddHealthChecks()
            .AddCheck<WarmUpCheck>("warm-up")
            .AddCheck<FollowingCheck>("changes")
            .AddCheck<DatabaseCheck>("postgres");
    }
}
