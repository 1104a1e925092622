using Orders.Gateway;
using Orders.ServiceDefaults;

return await ServiceHost.RunAsync("orders-gateway", args, builder => builder.AddGateway(), app => app.MapGateway());
