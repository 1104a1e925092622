using Orders.ServiceDefaults;

namespace Orders.QueryApi.Watching;

internal static class WatchingParts
{
    public static void AddWatching(this WebApplicationBuilder builder)
    {
        builder.AddSettings<WatchingOptions>(WatchingOptions.Section);
        builder.Services.AddSingleton<OrderWatchers>();
        builder.Services.AddHostedService<Heartbeats>().AddHostedService<Comparison>();
    }

    public static void MapEvents(this WebApplication app)
    {
        var watchers = app.Services.GetRequiredService<OrderWatchers>();
        EventsEndpoint.Map(app);
        WatchingMetrics.Export(watchers);

        // As soon as the stop begins: the server waits for open requests, and these would never end by themselves.
        app.Lifetime.ApplicationStopping.Register(watchers.Close);
    }
}
