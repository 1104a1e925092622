using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Orders.Contracts;
using Orders.Gateway.Admitting;
using Orders.ServiceDefaults;

namespace Orders.Gateway.Showing;

/// <summary>Decides who sees an order in full. The query API, which has the documents, is told by a header and does the masking.</summary>
internal sealed class Views(IOptions<PrivacyOptions> options, IHostEnvironment environment)
{
    private static readonly StringValues Full = OrdersView.Full;
    private static readonly StringValues Masked = OrdersView.Masked;

    private readonly MaskMode _mode = options.Value.Mask;
    private readonly bool _isDevelopment = environment.IsDevelopment();

    public bool IsMasked(Caller caller) => _mode switch
    {
        MaskMode.Always => true,
        MaskMode.Never => false,
        _ => !_isDevelopment && !caller.IsOperator,
    };

    public StringValues Of(Caller caller) => IsMasked(caller) ? Masked : Full;
}

internal static class ViewsPipeline
{
    public static void AddViews(this WebApplicationBuilder builder)
    {
        builder.AddSettings<PrivacyOptions>(PrivacyOptions.Section);
        builder.Services.AddSingleton<Views>();
    }

    /// <summary>Whatever the client says of its own view is overwritten.</summary>
    public static void UseViews(this WebApplication app)
    {
        var views = app.Services.GetRequiredService<Views>();
        app.Use((context, next) =>
        {
            context.Request.Headers[OrdersView.Header] = views.Of(context.Caller());
            return next(context);
        });
    }
}
